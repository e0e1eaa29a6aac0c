<?xml version="1.0" encoding="UTF-8"?>
<!-- The third-party notices, made of the bill of materials: each component with its licences and its home. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="http://cyclonedx.org/schema/bom/1.5">
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:text>Third-party notices

Mayfly contains the components below, each under its own licence. Every library in quarkus-app/lib is the unchanged file of
its authors, with their licence and notices inside. The texts for what is bundled into the console are in licenses.
</xsl:text>
    <xsl:apply-templates select="/b:bom/b:components/b:component">
      <xsl:sort select="b:group"/>
      <xsl:sort select="b:name"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="b:component">
    <xsl:value-of select="concat('&#10;', b:group, ':', b:name, ' ', b:version, '&#10;')"/>
    <xsl:if test="b:publisher">
      <xsl:value-of select="concat('  by ', normalize-space(b:publisher), '&#10;')"/>
    </xsl:if>
    <xsl:for-each select="b:licenses/b:license | b:licenses/b:expression">
      <xsl:text>  licence: </xsl:text>
      <xsl:value-of select="normalize-space(concat(b:id, b:name, self::b:expression))"/>
      <xsl:if test="b:url and not(b:id)">
        <xsl:value-of select="concat(' (', normalize-space(b:url), ')')"/>
      </xsl:if>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="b:externalReferences/b:reference[@type = 'website'][1]">
      <xsl:value-of select="concat('  ', normalize-space(b:url), '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
